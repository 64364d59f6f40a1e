namespace Imcc.Core.Quality;

/// <summary>How large a form may be.</summary>
public static class FormLimits
{
    public const int Forms = 50;
    public const int Versions = 50;
    public const int Sections = 100;
    public const int Questions = 100;
    public const int Options = 256;
    public const int Ranges = 10;
    public const int Words = 100;
    public const int Name = 60;
    public const int Text = 200;
    public const int Help = 500;
    public const int Id = 40;
    public const decimal Points = 1000;
}
