using Inventory.Silo.Hosting;

return await SiloHost.RunAsync(args);
