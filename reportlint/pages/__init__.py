"""Pages to read, in Markdown: of the rules and of the forms."""
