using Inventory.Silo.Hosting;

return await SiloProgram.RunAsync(args);
