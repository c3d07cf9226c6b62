using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Inventory.Domain.Quotas;
using Inventory.Grains.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Inventory.Grains.Quotas;

/// <summary>All quotas, from the section <c>Inventory:Quotas</c> of the configuration. Every process of a cluster needs the same section.</summary>
public sealed partial class QuotaRules
{
    public const string Section = "Inventory:Quotas";

    private const decimal MostLimit = 1_000_000;

    private const string Types = "Inventory:Types";

    private static readonly string[] Settings = ["name", "of", "types", "measure", "per", "time_zone", "limit"];

    public static readonly QuotaRules None = new([], "");

    private QuotaRules(IReadOnlyList<Quota> all, string fingerprint)
    {
        All = all;
        OfCustomers = [.. all.Where(quota => quota.Of == QuotaSubject.Customer)];
        OfGroups = [.. all.Where(quota => quota.Of == QuotaSubject.Group)];
        Memory = all.Select(quota => quota.Per.Memory).DefaultIfEmpty(TimeSpan.Zero).Max();
        Fingerprint = fingerprint;
    }

    public IReadOnlyList<Quota> All { get; }

    public IReadOnlyList<Quota> OfCustomers { get; }

    public IReadOnlyList<Quota> OfGroups { get; }

    /// <summary>How long what has ended still matters.</summary>
    public TimeSpan Memory { get; }

    /// <summary>Equal where the quotas are.</summary>
    public string Fingerprint { get; }

    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A quota is wrong; the message names the setting.</exception>
    public static QuotaRules From(IConfiguration configuration)
    {
        if (configuration.GetSection(Section).Value is { Length: > 0 } text)
            throw InvalidOptions.Because($"{Section} is \"{text}\", but has to be a list of quotas.");
        var sections = configuration.GetSection(Section).GetChildren().ToList();
        if (sections.Count == 0)
            return None;
        var types = configuration.GetSection(Types).GetChildren().Where(type => type["Path"] is not null && type["Name"] is not null && type["Kind"] != "asset")
            .DistinctBy(type => type["Path"]).ToFrozenDictionary(type => type["Path"]!, type => type["Name"]!);
        var quotas = sections.ConvertAll(section => Read(section, types));
        if (quotas.GroupBy(quota => quota.Name).FirstOrDefault(same => same.Count() > 1) is { } repeated)
            throw InvalidOptions.Because($"{Section}: the name {repeated.Key} is given more than once.");
        return new(quotas, FingerprintOf(configuration.GetSection(Section)));
    }

    private static Quota Read(IConfigurationSection section, FrozenDictionary<string, string> types)
    {
        if (section.GetChildren().FirstOrDefault(setting => !Settings.Contains(setting.Key, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            throw InvalidOptions.Because($"{section.Path}: unknown setting '{unknown.Key}'.");
        var (path, name, paths) = (section.Path, section["name"] ?? "", section.GetSection("types").GetChildren().Select(type => type.Value ?? "").ToList());
        Require(NamePattern().IsMatch(name), path, "name", name, "1 to 50 letters, digits, - or _");
        Require(paths.Count > 0, path, "types", section["types"] ?? "", "a list of one or more paths of types");
        foreach (var (n, type) in paths.Index())
            Require(types.ContainsKey(type), path, $"types:{n}", type, $"the path of a type in {Types} that can be allocated");
        var measure = MeasureOf(path, section["measure"] ?? "");
        return new()
        {
            Name = name,
            Of = SubjectOf(path, section["of"] ?? ""),
            Types = paths.Select(type => types[type]).ToFrozenSet(),
            Measure = measure,
            Per = PeriodOf(path, section["per"] ?? "", section["time_zone"] ?? "Etc/UTC"),
            Limit = LimitOf(path, section["limit"] ?? "", measure is QuotaMeasure.Hours or QuotaMeasure.UnitHours),
        };
    }

    private static decimal LimitOf(string path, string text, bool isOfHours)
    {
        Require(decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var limit) && limit <= MostLimit && (isOfHours || limit == decimal.Truncate(limit)),
            path, "limit", text, isOfHours ? "a number from 0 to 1000000" : "a whole number from 0 to 1000000");
        return limit;
    }

    private static QuotaSubject SubjectOf(string path, string text) => text switch
    {
        "customer" => QuotaSubject.Customer,
        "group" => QuotaSubject.Group,
        _ => throw Wrong(path, "of", text, "customer or group"),
    };

    private static QuotaMeasure MeasureOf(string path, string text) => text switch
    {
        "count" => QuotaMeasure.Count,
        "hours" => QuotaMeasure.Hours,
        "unit_hours" => QuotaMeasure.UnitHours,
        "held" => QuotaMeasure.Held,
        _ => throw Wrong(path, "measure", text, "count, hours, unit_hours or held"),
    };

    private static QuotaPeriod PeriodOf(string path, string text, string timeZone)
    {
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone) ?? throw Wrong(path, "time_zone", timeZone, "an IANA zone such as Europe/Copenhagen");
        return text switch
        {
            "day" => new QuotaPeriod.Local(LocalUnit.Day, zone),
            "week" => new QuotaPeriod.Local(LocalUnit.Week, zone),
            "month" => new QuotaPeriod.Local(LocalUnit.Month, zone),
            "active" => new QuotaPeriod.Active(),
            _ => Durations.TryParse(text, out var length) && length >= TimeSpan.FromMinutes(1) && length <= TimeSpan.FromDays(3_660) ? new QuotaPeriod.Rolling(length)
                : throw Wrong(path, "per", text, "day, week, month, active or an ISO 8601 duration from PT1M to P3660D, without years and months"),
        };
    }

    private static void Require(bool isRight, string path, string setting, string value, string expected)
    {
        if (!isRight)
            throw Wrong(path, setting, value, expected);
    }

    private static OptionsValidationException Wrong(string path, string setting, string value, string expected) => InvalidOptions.Because($"{path}:{setting} is \"{value}\", but has to be {expected}.");

    private static string FingerprintOf(IConfigurationSection section)
    {
        var text = string.Join('\n', section.AsEnumerable(makePathsRelative: true).Where(setting => setting.Value is not null)
            .Select(setting => $"{setting.Key.ToUpperInvariant()}={setting.Value}").Order(StringComparer.Ordinal));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,50}$")]
    private static partial Regex NamePattern();
}
