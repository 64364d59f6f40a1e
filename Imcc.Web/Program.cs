var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();
await app.RunAsync();

/// <summary>The web process: screens, callbacks, hubs, and the grains that are hosted beside them.</summary>
public partial class Program;
