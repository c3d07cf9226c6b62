namespace Inventory.Tests.Domain.Allocations;

public sealed class CalendarPropertyTests
{
    public static TheoryData<CalendarShape> Shapes => [.. CalendarShape.All];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_calendar_answers_whatever_its_model_answers(CalendarShape shape)
    {
        var run = new RandomCalendar(shape, Seed.Next());
        run.Run();
        Assert.True(run.Operations >= shape.Operations);
    }

    [Fact]
    public void A_run_takes_a_hundred_thousand_operations_and_more() => Assert.True(CalendarShape.All.Sum(shape => shape.Operations) >= 100_000);
}
