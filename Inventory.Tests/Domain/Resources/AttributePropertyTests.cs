namespace Inventory.Tests.Domain.Resources;

public sealed class AttributePropertyTests
{
    [Fact]
    public void A_merge_is_judged_as_its_model_judges_it()
    {
        var run = new RandomAttributes(Seed.Next());
        for (var step = 0; step < 20_000; step++)
            run.Step();
        Assert.True(run.Patches is { Made: > 1_000, Refused: > 1_000 }, $"{run.Patches}");
    }
}
