"""The language server, driven as a process over its stdin and stdout."""
