"""Law as data: areas, places, documents, dated rules; reading, deciding, rendering. Pure; imports domain."""
