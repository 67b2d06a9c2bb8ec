"""What the server tells of a document besides its findings: each feature a pure function over an analysis.

Nothing is imported here; ``features.register`` makes handlers of them.
"""
