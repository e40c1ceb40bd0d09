"""Control posts: the signed QR code of a declaration, and the answer to its scan."""
