# The app alone, for production: no simulator, no tests, no build tools. See docs/self-hosting.md.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json ./
# The optional packages are a Node for machines without one, and the parts of the build.
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund && npm cache clean --force
COPY --from=build /app/dist ./dist
COPY shopify.app.toml LICENSE ./
COPY scripts/check-node.js ./scripts/
COPY db ./db
COPY web ./web
# SQLite keeps its file here; mount a volume. With PostgreSQL nothing is written.
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
ENV DATABASE_URL=sqlite:/data/regulars.sqlite HOST=0.0.0.0 PORT=3000
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Started directly and not by npm, so that SIGTERM reaches it and it stops cleanly.
CMD ["node", "--import", "./scripts/check-node.js", "web/main.ts"]
