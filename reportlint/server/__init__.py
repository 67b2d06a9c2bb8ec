"""The language server: findings, quick fixes and hovers while a report is written.

Nothing is imported here: pygls and lsprotocol take half a second, which a client should not wait for.
"""
