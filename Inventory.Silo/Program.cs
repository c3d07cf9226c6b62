using Inventory.Silo.Hosting;
using Inventory.Storage.Postgres;

return await SiloHost.RunAsync(args);
