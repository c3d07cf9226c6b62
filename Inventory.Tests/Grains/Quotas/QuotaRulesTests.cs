using Inventory.Domain.Quotas;
using Inventory.Grains.Quotas;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Inventory.Tests.Grains.Quotas;

public sealed class QuotaRulesTests
{
    private static readonly string[] Good = ["name=week", "of=customer", "types:0=cars", "types:1=runways", "measure=hours", "per=week", "time_zone=Europe/Copenhagen", "limit=10.5"];

    [Fact]
    public void A_quota_is_read_as_it_is_written()
    {
        var quota = Assert.Single(Read(Good).OfCustomers);
        Assert.Equal(("week", QuotaMeasure.Hours, 10.5m), (quota.Name, quota.Measure, quota.Limit));
        Assert.Equal(["Car", "Runway"], quota.Types.Order());
        Assert.Equal("Europe/Copenhagen", ((QuotaPeriod.Local)quota.Per).Zone.Id);
        Assert.Equal(new QuotaPeriod.Rolling(TimeSpan.FromDays(30)), Assert.Single(Read([.. Good, "per=P30D"]).All).Per);
        Assert.Single(Read([.. Good, "of=group"]).OfGroups);
        Assert.Empty(Read([]).All);
    }

    [Theory]
    [InlineData("name=", "name")]
    [InlineData("of=everybody", "of")]
    [InlineData("types:1=planes", "types:1")]
    [InlineData("types:1=devices", "types:1")]
    [InlineData("measure=days", "measure")]
    [InlineData("per=year", "per")]
    [InlineData("per=P1M", "per")]
    [InlineData("per=PT1S", "per")]
    [InlineData("time_zone=Europe/Nowhere", "time_zone")]
    [InlineData("limit=many", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=", "limit")]
    public void A_wrong_value_is_refused_with_the_name_of_the_setting(string setting, string named)
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => Read([.. Good, setting]));
        Assert.StartsWith($"Inventory:Quotas:0:{named} is ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_count_is_whole_a_name_is_unique_and_an_unknown_setting_is_refused()
    {
        Assert.Contains("limit", Assert.Throws<OptionsValidationException>(() => Read([.. Good, "measure=count"])).Message, StringComparison.Ordinal);
        var same = Good.Select(setting => $"1:{setting}").Concat(Good.Select(setting => $"0:{setting}"));
        Assert.Contains("week", Assert.Throws<OptionsValidationException>(() => QuotaRules.From(Configuration(same))).Message, StringComparison.Ordinal);
        Assert.Contains("Limits", Assert.Throws<OptionsValidationException>(() => Read([.. Good, "Limits=3"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fingerprint_is_of_all_quotas()
    {
        Assert.Equal(Read(Good).Fingerprint, Read([.. Good.Reverse()]).Fingerprint);
        Assert.NotEqual(Read(Good).Fingerprint, Read([.. Good, "limit=11"]).Fingerprint);
        Assert.NotEqual(Read(Good).Fingerprint, Read([]).Fingerprint);
    }

    // A later setting is in place of an earlier one.
    private static QuotaRules Read(IEnumerable<string> settings) => QuotaRules.From(Configuration(settings.Select(setting => $"0:{setting}")));

    private static IConfiguration Configuration(IEnumerable<string> quotas)
    {
        string[] types = ["0:Name=Car", "0:Path=cars", "1:Name=Runway", "1:Path=runways", "2:Name=Device", "2:Path=devices", "2:Kind=asset"];
        var settings = quotas.Select(quota => $"{QuotaRules.Section}:{quota}").Concat(types.Select(type => $"Inventory:Types:{type}")).Select(setting => setting.Split('=', 2))
            .GroupBy(setting => setting[0]).Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Last()[1]));
        return new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
    }
}
