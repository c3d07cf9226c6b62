# The two programs of a cluster, as images without a shell and without root: docker build --target silo, or --target gateway.
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
RUN dotnet restore Inventory.Silo --locked-mode && dotnet restore Inventory.Gateway --locked-mode
COPY Inventory.Domain Inventory.Domain
COPY Inventory.Storage Inventory.Storage
COPY Inventory.Grains Inventory.Grains
COPY Inventory.Silo Inventory.Silo
COPY Inventory.Gateway Inventory.Gateway
COPY --from=web /source/artifacts/web artifacts/web
RUN dotnet publish Inventory.Silo --no-restore -c Release -o /out/silo && \
    dotnet publish Inventory.Gateway --no-restore -c Release -o /out/gateway

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled AS silo
COPY --from=build /out/silo /app
WORKDIR /app
# The image's own user, who is not root. By number, so that Kubernetes can see that.
USER 1654
EXPOSE 11111 30000 8081
HEALTHCHECK --interval=10s --timeout=10s --start-period=60s CMD ["dotnet", "Inventory.Silo.dll", "--healthcheck"]
ENTRYPOINT ["dotnet", "Inventory.Silo.dll"]

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled AS gateway
COPY --from=build /out/gateway /app
WORKDIR /app
USER 1654
ENV ASPNETCORE_URLS=http://+:5001 Inventory__Mode=Cluster
EXPOSE 5001
HEALTHCHECK --interval=10s --timeout=10s --start-period=60s CMD ["dotnet", "Inventory.Gateway.dll", "--healthcheck"]
ENTRYPOINT ["dotnet", "Inventory.Gateway.dll"]
