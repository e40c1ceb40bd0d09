"""Real servers for tests: a Kafka broker, a PostgreSQL cluster, the house of docker-compose.yml."""
