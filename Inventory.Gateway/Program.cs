using Inventory.Gateway.Hosting;

return await GatewayProgram.RunAsync(args, Console.Error);
