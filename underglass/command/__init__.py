"""The command `underglass`: what it is told, what it says, where it writes."""
