# syntax=docker/dockerfile:1

# --- build: the SDK, and Node.js for the browser's packages -------------------------------------------------------------------
FROM node:20-bookworm-slim AS node

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules/npm /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm && node --version && npm --version
WORKDIR /src

# Project files first: as long as they stay the same, the packages come out of the layer cache.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY Imcc.Core/Imcc.Core.csproj Imcc.Core/
COPY Imcc.Infrastructure/Imcc.Infrastructure.csproj Imcc.Infrastructure/
COPY Imcc.Web/Imcc.Web.csproj Imcc.Web/
RUN dotnet restore Imcc.Web/Imcc.Web.csproj

COPY Imcc.Core/ Imcc.Core/
COPY Imcc.Infrastructure/ Imcc.Infrastructure/
COPY Imcc.Web/ Imcc.Web/
RUN dotnet publish Imcc.Web/Imcc.Web.csproj -c Release --no-restore -o /publish -p:UseAppHost=false

# --- run ----------------------------------------------------------------------------------------------------------------------
FROM mcr.microsoft.com/dotnet/aspnet:10.0 AS run
# The program is root's and read-only; what it writes is all under /data.
WORKDIR /app
COPY --from=build /publish ./
RUN mkdir /data && chown "$APP_UID" /data
VOLUME /data
USER $APP_UID

# "Urls" rather than ASPNETCORE_URLS: appsettings.json names an address for those who start it by hand, which would win over the latter.
ENV ASPNETCORE_ENVIRONMENT=Production \
    Urls=http://+:8080 \
    Imcc__Database__Provider=Sqlite \
    Imcc__Database__Directory="Data Source=/data/directory.db" \
    Imcc__Database__Conversations__0="Data Source=/data/conversations.db" \
    Imcc__Files__Path=/data/files \
    Imcc__History__Path=/data/history \
    Imcc__Knowledge__Path=/data/knowledge \
    Imcc__Logs__Path=/data/logs/imcc-.log
EXPOSE 8080

# The image holds no curl: the program asks itself. Without a log file, which belongs to the one that serves.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
    CMD ["dotnet", "Imcc.Web.dll", "--Imcc:Logs:Path=", "--health"]

ENTRYPOINT ["dotnet", "Imcc.Web.dll"]
