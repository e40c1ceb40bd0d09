"""The words every room speaks; imports no other room."""
