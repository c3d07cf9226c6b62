namespace Inventory.Tests.LocalRuntime;

public interface IReentrantScriptGrain : IScriptGrain;
