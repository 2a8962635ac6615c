"""How often an audit errs, over simulated tables whose answer is known."""
