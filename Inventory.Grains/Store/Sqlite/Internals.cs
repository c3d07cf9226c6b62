using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Inventory.Tests")]
