using Inventory.Benchmarks;

var benches = new Dictionary<string, Func<Task>>
{
    ["calendar"] = CalendarBench.RunAsync,
    ["hash"] = HashBench.RunAsync,
    ["store"] = StoreBench.RunAsync,
    ["state"] = GrainStateBench.RunAsync,
    ["activation"] = ActivationBench.RunAsync,
    ["grain"] = GrainBench.RunAsync,
    ["http"] = HttpBench.RunAsync,
    ["search"] = SearchBench.RunAsync,
    ["listeners"] = ListenerBench.RunAsync,
    ["auth"] = AuthBench.RunAsync,
    ["neighbours"] = NeighbourBench.RunAsync,
    ["batch"] = BatchBench.RunAsync,
    ["import"] = ImportBench.RunAsync,
    ["series"] = SeriesBench.RunAsync,
    ["rules"] = RulesBench.RunAsync,
};

var wanted = args.Length == 0 ? [.. benches.Keys] : args;
if (wanted.FirstOrDefault(name => !benches.ContainsKey(name)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"There is no bench \"{unknown}\". There are: {string.Join(", ", benches.Keys)}.");
    return 64;
}
foreach (var name in wanted)
    await benches[name]();
return 0;
