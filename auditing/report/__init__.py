"""What is written of an audit: a page of HTML, JSON, CSV; words in English and French."""
