namespace Inventory.Cli.Seed;

/// <summary>What the example has. It is the same each time, around the current day.</summary>
internal sealed record ExamplePlace(IReadOnlyList<ExampleResource> Resources, IReadOnlyList<string> Customers, IReadOnlyList<ExampleTime> Times)
{
    private const int Seed = 20261129;
    /// <summary>Three months, the current day in their middle.</summary>
    public const int Days = 91;

    private static readonly string[] People =
        ["Ann Berg", "Bo Lind", "Chidi Okafor", "Dana Ruiz", "Emil Novak", "Fatma Demir", "Gil Moreau", "Hana Sato", "Ivo Horak", "Jana Weiss", "Kofi Mensah", "Lena Fischer"];

    private static readonly string[] Chores = ["maintenance", "cleaning", "inspection"];

    /// <summary>By the path of a type, how many and how they are called. A type that is not configured is left out.</summary>
    private static readonly (string Type, int Count, Func<int, string> Name)[] Fleet =
    [
        ("cars", 24, n => $"{Model(n, "Golf", "Octavia", "Model 3", "i4", "Corolla", "Transit")} {n + 1:00}"),
        ("lorries", 8, n => $"Lorry {n + 1}"),
        ("trucks", 8, n => $"Truck {n + 1}"),
        ("desks", 6, n => $"Desk {(char)('A' + n)}"),
        ("runways", 2, n => n == 0 ? "Runway 04L/22R" : "Runway 12/30"),
    ];

    /// <param name="types">The paths of those that are configured.</param>
    /// <param name="today">Midnight in UTC.</param>
    /// <param name="days">How many have bookings.</param>
    public static ExamplePlace Make(IReadOnlyCollection<string> types, DateTime today, int days = Days)
    {
        var random = new Random(Seed);
        var resources = Fleet.Where(fleet => types.Contains(fleet.Type)).SelectMany(fleet => Enumerable.Range(0, fleet.Count).Select(n => new ExampleResource(fleet.Type, fleet.Name(n), n))).ToList();
        var times = resources.SelectMany((resource, index) => TimesOf(resource, index, today, days, random)).ToList();
        return new(resources, People, times);
    }

    private static IEnumerable<ExampleTime> TimesOf(ExampleResource resource, int index, DateTime today, int days, Random random)
    {
        var (from, end) = (today.AddDays(-days / 2).AddHours(random.Next(6, 11)), today.AddDays((days + 1) / 2));
        while (from < end)
        {
            var isFlight = resource.Type == "runways";
            var length = isFlight ? TimeSpan.FromMinutes(30) : TimeSpan.FromHours(random.Next(10) switch { < 5 => random.Next(1, 4), < 8 => random.Next(4, 9), _ => 24 * random.Next(1, 4) });
            var chore = !isFlight && random.Next(7) == 0 ? Chores[random.Next(Chores.Length)] : null;
            // Desks and runways have no price. Of what has one, a part is booked by a customer.
            var customer = chore is null && resource.Type is "cars" or "lorries" or "trucks" && random.Next(4) == 0 ? random.Next(People.Length) : (int?)null;
            yield return new(index, from, from + length, chore ?? (isFlight ? "flight" : "booking"), chore is null ? People[random.Next(People.Length)] : null, customer, IsConfirmed: from < today || random.Next(8) > 0);
            from += length + (isFlight ? TimeSpan.FromMinutes(30 * random.Next(1, 12)) : TimeSpan.FromHours(random.Next(1, 20)));
        }
    }

    private static string Model(int n, params string[] models) => models[n % models.Length];
}

/// <param name="Type">The path of its type.</param>
/// <param name="Name">Unique in the type.</param>
/// <param name="Number">In the type, from 0.</param>
internal sealed record ExampleResource(string Type, string Name, int Number);

/// <summary>An allocation by staff, or a booking of a customer.</summary>
/// <param name="Resource">Its index in the place.</param>
/// <param name="From">In UTC, on the slots of every type.</param>
/// <param name="To">Exclusive.</param>
/// <param name="Kind">The type of the allocation.</param>
/// <param name="For">For whom, in words.</param>
/// <param name="Customer">The index of the customer who books; <c>null</c> for staff.</param>
/// <param name="IsConfirmed">Otherwise the booking is held for a day.</param>
internal sealed record ExampleTime(int Resource, DateTime From, DateTime To, string Kind, string? For, int? Customer, bool IsConfirmed);
