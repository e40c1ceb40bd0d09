# One image, several commands (see docker-compose.yml): `phendau serve portal`, `phendau work risk`, `phendau tick` …

FROM python:3.11-slim AS build
RUN pip install --no-cache-dir uv
ENV UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy \
    UV_PYTHON_DOWNLOADS=never
WORKDIR /app
# First what changes rarely: the libraries, exactly as locked.
COPY pyproject.toml uv.lock README.md ./
RUN uv sync --locked --no-dev --no-install-project
# Then us.
COPY services services
COPY maps maps
RUN uv sync --locked --no-dev --no-editable

FROM python:3.11-slim
RUN useradd --system --create-home --uid 10001 phendau \
    && install --directory --owner=phendau --group=phendau --mode=0700 /var/lib/phendau
COPY --from=build /app/.venv /app/.venv
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PHENDAU_HOME=/var/lib/phendau
USER phendau
WORKDIR /var/lib/phendau
VOLUME /var/lib/phendau
EXPOSE 8000
CMD ["phendau", "serve", "portal"]
