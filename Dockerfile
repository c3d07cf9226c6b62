# One image for all: docker build -t inventory . The command says which program runs: run (the default, with its data in /data), gateway, silo, backup, …
FROM node:24 AS web
WORKDIR /source/Inventory.Web
COPY Inventory.Web/package.json Inventory.Web/package-lock.json Inventory.Web/.npmrc ./
RUN npm ci
COPY Inventory.Web ./
RUN npm run build

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
# Packages change less often than code: they are restored in a layer of their own.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY Inventory.Domain/*.csproj Inventory.Domain/packages.lock.json Inventory.Domain/
COPY Inventory.Storage/*.csproj Inventory.Storage/packages.lock.json Inventory.Storage/
COPY Inventory.Grains/*.csproj Inventory.Grains/packages.lock.json Inventory.Grains/
COPY Inventory.Silo/*.csproj Inventory.Silo/packages.lock.json Inventory.Silo/
COPY Inventory.Gateway/*.csproj Inventory.Gateway/packages.lock.json Inventory.Gateway/
COPY Inventory.Cli/*.csproj Inventory.Cli/packages.lock.json Inventory.Cli/
RUN dotnet restore Inventory.Cli --locked-mode
COPY Inventory.Domain Inventory.Domain
COPY Inventory.Storage Inventory.Storage
COPY Inventory.Grains Inventory.Grains
COPY Inventory.Silo Inventory.Silo
COPY Inventory.Gateway Inventory.Gateway
COPY Inventory.Cli Inventory.Cli
COPY --from=web /source/artifacts/web artifacts/web
# The image is built without the history, which has the version.
ARG VERSION=0.1.0-local
RUN dotnet publish Inventory.Cli --no-restore -c Release -p:MinVerVersionOverride="${VERSION#v}" -o /out && mkdir /data

# No shell and no root, but time zones: a tariff of a place needs its zone.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra
COPY --from=build /out /app
# For health checks, so that they start no second .NET: busybox is wget by that name.
COPY --from=busybox:1.37-musl /bin/busybox /usr/bin/wget
# The image's own user, who is not root. By number, so that Kubernetes can see that.
COPY --from=build --chown=1654:1654 /data /data
WORKDIR /data
USER 1654
VOLUME /data
ENV ASPNETCORE_URLS=http://+:5001 Inventory__DataDirectory=/data
EXPOSE 5001 11111 30000 8081
ENTRYPOINT ["dotnet", "/app/inventory.dll"]
CMD ["run"]
