"""What is shown to a visitor: the demo and its page, a letter, a loop, a graph, the datasheet."""
