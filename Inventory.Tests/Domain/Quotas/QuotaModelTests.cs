using System.Collections.Frozen;
using System.Collections.Immutable;
using Inventory.Domain.Quotas;
using NodaTime;
using Instant = Inventory.Domain.Time.Instant;
using Interval = Inventory.Domain.Time.Interval;

namespace Inventory.Tests.Domain.Quotas;

/// <summary>Random bookings, moves and releases around clock changes, judged as a model judges them.</summary>
public sealed class QuotaModelTests(ITestOutputHelper output)
{
    private const int Quarters = 24 * 96;

    private const int Decisions = 60;

    /// <summary>Zones and days in which the clocks change: an hour or half an hour, at midnight, and over a whole day.</summary>
    private static readonly (string Zone, DateTime Begin)[] Changes =
    [
        ("Europe/Copenhagen", new(2030, 3, 20)), ("Europe/Copenhagen", new(2030, 10, 15)), ("America/New_York", new(2030, 3, 1)), ("America/Sao_Paulo", new(2018, 10, 25)),
        ("Australia/Lord_Howe", new(2030, 3, 28)), ("Pacific/Apia", new(2011, 12, 20)), ("Asia/Kathmandu", new(2030, 1, 20)), ("Etc/UTC", new(2030, 2, 15)),
    ];

    private static readonly string[] Types = ["Car", "Runway"];

    [Fact]
    public void Every_decision_is_that_of_a_model_that_looks_at_every_quarter_of_an_hour()
    {
        for (var trial = 0; trial < TestSettings.Trials(5); trial++)
        {
            var seed = Seed.Next();
            var random = new Random(seed);
            var (zone, begin) = Changes[random.Next(Changes.Length)];
            var start = Instant.From(DateTime.SpecifyKind(begin, DateTimeKind.Utc));
            var quota = NewQuota(random, DateTimeZoneProviders.Tzdb[zone]);
            var story = new Story(quota, start, random);
            try
            {
                for (var n = 0; n < Decisions; n++)
                    story.Decide();
            }
            catch (Exception)
            {
                output.WriteLine($"INVENTORY_SEED={seed}: {zone}, {quota.Measure} per {quota.Per}, limit {quota.Limit}");
                throw;
            }
        }
    }

    private static Quota NewQuota(Random random, DateTimeZone zone)
    {
        var measure = (QuotaMeasure)random.Next(1, 5);
        return new()
        {
            Name = "q",
            Of = QuotaSubject.Customer,
            Types = Types.Take(random.Next(1, 3)).ToFrozenSet(),
            Measure = measure,
            Per = random.Next(5) switch
            {
                0 => new QuotaPeriod.Active(),
                1 => new QuotaPeriod.Rolling(TimeSpan.FromMinutes(15 * random.Next(1, 400))),
                var unit => new QuotaPeriod.Local((LocalUnit)(unit - 1), zone),
            },
            Limit = measure is QuotaMeasure.Hours or QuotaMeasure.UnitHours ? random.Next(0, 200) / 2m : random.Next(0, 6),
        };
    }

    private sealed class Story
    {
        private readonly Quota _quota;
        private readonly Instant _start;
        private readonly Random _random;
        private readonly QuotaModel _model;
        private List<QuotaEntry> _entries = [];
        private Instant _now;

        public Story(Quota quota, Instant start, Random random)
        {
            (_quota, _start, _random) = (quota, start, random);
            (_model, _now) = (new(quota, start, Quarters), start);
        }

        public void Decide()
        {
            var known = _entries.Count > 0 && _random.Next(3) == 0 ? _entries[_random.Next(_entries.Count)] : null;
            switch (_random.Next(8))
            {
                case 0 when known is not null:
                    _entries.Remove(known);
                    break;
                case 1:
                    _now = _now.Plus(_random.Next(40) * QuotaModel.Quarter);
                    break;
                case 2 when known is { Moves: [var move, ..] }:
                    Put(known.Without(move.Id, _random.Next(2) == 0 ? move.Items : null, known.Version + 1));
                    break;
                default:
                    Judge(known is null ? NewEntry() : known.With(new(Guid.NewGuid(), Items(), _now)));
                    break;
            }
        }

        private void Judge(QuotaEntry wanted)
        {
            var refusal = new[] { _quota }.Judge(_entries, wanted, _now);
            Assert.Equal(_model.Allows(_entries, wanted, _now), refusal is null);
            if (refusal is null)
            {
                Put(wanted);
                return;
            }
            Assert.Equal((_quota.Name, _quota.Limit, true), (refusal.Quota, refusal.Limit, refusal.Used + refusal.Asked > _quota.Limit));
            if (refusal.FreesAt is { } free && _quota.Per is not QuotaPeriod.Active && _quota.Measure != QuotaMeasure.Held)
                CheckFree(wanted, free);
        }

        // At the time that the refusal names, the same items are within the _quota; the model sees the days of the story alone.
        private void CheckFree(QuotaEntry wanted, Instant free)
        {
            var items = (wanted.Moves is [.., var move] ? move.Items : wanted.Items).ToList();
            var by = free.Microseconds - items.Where(item => _quota.Types.Contains(item.ResourceType)).Min(item => item.Time.From).Microseconds;
            var shifted = wanted with { Moves = [], Items = [.. items.Select(item => item with { Time = new(item.Time.From.Plus(by), item.Time.To.Plus(by)) })] };
            Assert.True(by > 0);
            if (shifted.Items.Max(item => item.Time.To).Microseconds < _start.Microseconds + Quarters * QuotaModel.Quarter)
                Assert.True(_model.Allows([.. _entries.Where(entry => entry.Id != wanted.Id)], shifted, _now), $"{free} would not do.");
        }

        private void Put(QuotaEntry entry) => _entries = [.. _entries.Where(other => other.Id != entry.Id), entry];

        private QuotaEntry NewEntry()
        {
            var items = Items();
            return new()
            {
                Id = Guid.NewGuid(),
                Items = items,
                At = _now,
                Expires = _random.Next(3) == 0 ? _now.Plus(_random.Next(1, 100) * QuotaModel.Quarter) : Instant.PlusInfinity,
                Until = items.Max(item => item.Time.To),
                IsBooking = _random.Next(2) == 0,
            };
        }

        private ImmutableArray<QuotaItem> Items() => [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ =>
        {
            var from = _random.Next(96, Quarters / 2);
            var time = new Interval(_start.Plus(from * QuotaModel.Quarter), _start.Plus((from + _random.Next(1, _random.Next(4) == 0 ? 500 : 40)) * QuotaModel.Quarter));
            return new QuotaItem(Types[_random.Next(2)], time, _random.Next(1, 4));
        })];
    }
}
