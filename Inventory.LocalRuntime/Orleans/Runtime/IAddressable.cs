namespace Orleans.Runtime;

/// <summary>What can be called through the runtime: a grain, or a reference to one. The same marker as in Orleans.</summary>
public interface IAddressable;
