namespace Inventory.Contracts;

/// <summary>A request that may carry a client's key. With one it can be made again, by anybody, without happening again.</summary>
public interface IKeyedRequest
{
    RequestKey? Key { get; }
}
