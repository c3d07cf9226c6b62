using System.Reflection;
using Inventory.Domain.Allocations;
using Inventory.Grains.Resources;
using Inventory.Storage;

namespace Inventory.Tests.Grains.Hosting;

/// <summary>What crosses the wire or is stored has a name of its own, so that a later rename of a class or method changes nothing there.</summary>
public sealed class WireNameTests
{
    private static readonly Type[] Types =
        [.. new[] { typeof(Allocation), typeof(StoreUnavailableException), typeof(ResourceGrain) }.SelectMany(type => type.Assembly.GetTypes()).Where(IsOurs)];

    private static IEnumerable<Type> Interfaces => Types.Where(type => type.IsInterface && type.IsAssignableTo(typeof(IGrainWithStringKey)));

    private static IEnumerable<Type> OnTheWire => Types.Where(type => type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false));

    private static IEnumerable<Type> Grains => Types.Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(Grain)));

    [Fact]
    public void Every_interface_of_a_grain_has_an_alias() => HaveNames(Interfaces, AliasOf);

    [Fact]
    public void Every_method_of_a_grain_has_an_alias() => Assert.All(Interfaces, type => HaveNames(type.GetMethods(), AliasOf));

    [Fact]
    public void Every_type_on_the_wire_has_an_alias() => HaveNames(OnTheWire, AliasOf);

    [Fact]
    public void Every_grain_has_a_type_name() => HaveNames(Grains, grain => grain.GetCustomAttribute<GrainTypeAttribute>() is { } name ? $"{name.GetGrainType(null!, grain)}" : null);

    private static void HaveNames<T>(IEnumerable<T> members, Func<T, string?> nameOf)
    {
        var names = members.Select(member => (member, Name: nameOf(member))).ToList();
        Assert.NotEmpty(names);
        Assert.Empty(names.Where(member => member.Name is null).Select(member => $"{member.member} has none."));
        Assert.Empty(names.CountBy(member => member.Name!).Where(name => name.Value > 1).Select(name => $"{name.Key} is the name of {name.Value}."));
    }

    // What Orleans generates lives in a namespace of its own.
    private static bool IsOurs(Type type) => type.Namespace?.StartsWith("Inventory.", StringComparison.Ordinal) == true;

    private static string? AliasOf(MemberInfo member) => member.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias;
}
