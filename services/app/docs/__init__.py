"""Reference pages made from the code: `just docs` writes them, a test says when one is stale."""
