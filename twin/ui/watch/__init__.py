"""One run that many watch: the visitor who plays it lets others look on, without any controls."""
