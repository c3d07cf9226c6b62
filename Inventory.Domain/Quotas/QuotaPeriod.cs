using DateTimeZone = NodaTime.DateTimeZone;
using IsoDayOfWeek = NodaTime.IsoDayOfWeek;
using LocalDate = NodaTime.LocalDate;

namespace Inventory.Domain.Quotas;

/// <summary>The time over which a quota adds up.</summary>
public abstract record QuotaPeriod
{
    private QuotaPeriod()
    {
    }

    /// <summary>How long what has ended still matters to what begins now.</summary>
    public abstract TimeSpan Memory { get; }

    /// <summary>What has not ended, each as a whole.</summary>
    public sealed record Active : QuotaPeriod
    {
        public override TimeSpan Memory => TimeSpan.Zero;
    }

    /// <summary>Every time of this length, wherever it begins.</summary>
    public sealed record Rolling(TimeSpan Length) : QuotaPeriod
    {
        public override TimeSpan Memory => Length;

        public Interval From(Instant begin) => new(begin, begin.Plus((long)Length.TotalMicroseconds));
    }

    /// <summary>Days, weeks from Monday, or months, from local midnight to local midnight.</summary>
    public sealed record Local(LocalUnit Unit, DateTimeZone Zone) : QuotaPeriod
    {
        // Every period of these years has a begin and an end.
        private static readonly Instant First = Instant.From(new DateTime(2, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        private static readonly Instant Last = Instant.From(new DateTime(9998, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        public override TimeSpan Memory => TimeSpan.FromDays(Unit switch { LocalUnit.Day => 2, LocalUnit.Week => 8, LocalUnit.Month => 32 });

        /// <summary>The period that contains the moment.</summary>
        public Interval At(Instant moment)
        {
            var clamped = moment < First ? First : moment > Last ? Last : moment;
            var begin = BeginOf(clamped.In(Zone).Date);
            // Where the clock goes back over midnight, the date is for a while the one before.
            while (clamped >= Midnight(Next(begin)))
                begin = Next(begin);
            return new(Midnight(begin), Midnight(Next(begin)));
        }

        private LocalDate BeginOf(LocalDate date) => Unit switch
        {
            LocalUnit.Day => date,
            LocalUnit.Week => date.PlusDays(IsoDayOfWeek.Monday - date.DayOfWeek),
            LocalUnit.Month => new(date.Year, date.Month, 1),
        };

        private LocalDate Next(LocalDate begin) => Unit switch
        {
            LocalUnit.Day => begin.PlusDays(1),
            LocalUnit.Week => begin.PlusDays(7),
            LocalUnit.Month => begin.PlusMonths(1),
        };

        // The first moment of the date. One that the clocks skip begins when they have skipped it.
        private Instant Midnight(LocalDate date)
        {
            var found = Zone.MapLocal(date.AtMidnight());
            return new((found.Count == 0 ? found.LateInterval.Start : found.First().ToInstant()).ToUnixTimeTicks() / TimeSpan.TicksPerMicrosecond);
        }
    }
}

public enum LocalUnit
{
    Day = 1,
    Week = 2,
    Month = 3,
}
