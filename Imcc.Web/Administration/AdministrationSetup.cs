using Imcc.Web.Components.Keywords;

namespace Imcc.Web.Administration;

public static class AdministrationSetup
{
    /// <summary>What administration's screens need besides the directory and the shell.</summary>
    public static IHostApplicationBuilder AddAdministration(this IHostApplicationBuilder builder)
    {
        builder.Services.AddLocalization();
        builder.Services.AddSingleton<AdminClock>();
        builder.Services.AddScoped<IStrategyPreview, RoutedPreview>();
        builder.Services.AddSingleton<IPictureDesk, StoredPictures>();
        return builder;
    }
}
