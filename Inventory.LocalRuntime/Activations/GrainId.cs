namespace Inventory.LocalRuntime;

/// <summary>Which grain: its class and its key. There is at most one activation of it at any time.</summary>
internal readonly record struct GrainId(GrainClass Class, string Key)
{
    public override string ToString() => $"{Class.Name}/{Key}";
}
