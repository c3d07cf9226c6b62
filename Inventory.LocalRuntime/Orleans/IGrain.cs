using Orleans.Runtime;

namespace Orleans;

/// <summary>The root of all grain interfaces. The same marker as in Orleans.</summary>
public interface IGrain : IAddressable;
