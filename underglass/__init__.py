"""Where people work: the command line, sealed cases, and the lessons of the course."""
