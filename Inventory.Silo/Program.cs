// EX_UNAVAILABLE of sysexits.h: what was asked for is not there.
const int unavailable = 69;

await Console.Error.WriteLineAsync(
    "Inventory.Silo will be a node of a cluster, with a share of its grains; until then Inventory.Gateway hosts them (./inventory run).");
return unavailable;
