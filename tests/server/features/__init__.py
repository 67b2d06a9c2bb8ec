"""The features of the server over reports."""
