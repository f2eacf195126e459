# The site as an image: web server, worker and beat are the same image with different commands.

FROM node:24-slim AS assets
WORKDIR /assets
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM python:3.13-slim AS build
ENV PYTHONDONTWRITEBYTECODE=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/site
ENV PATH=/opt/site/bin:$PATH
COPY requirements /requirements
RUN pip install --no-cache-dir --require-hashes \
    -r /requirements/base.txt -r /requirements/assets.txt
WORKDIR /site
COPY . .
COPY --from=assets /assets/node_modules node_modules
# Secrets are made at the first start of a container, never here: var/ does not reach the image.
RUN python -m tools.messages compile \
    && SECRET_KEY=only-to-collect-files python manage.py collectstatic --noinput \
    && rm -rf var node_modules

FROM python:3.13-slim
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PATH=/opt/site/bin:$PATH
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin site
COPY --from=build /opt/site /opt/site
COPY --from=build /site /site
WORKDIR /site
# A new volume takes over the owner of the folder that it covers.
RUN install --directory --owner=site --mode=0750 var
USER site
EXPOSE 8000
ENV WEB_BIND=0.0.0.0:8000
CMD ["gunicorn", "--config=python:config.gunicorn"]
