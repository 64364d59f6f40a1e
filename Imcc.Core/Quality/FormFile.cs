namespace Imcc.Core.Quality;

/// <summary>A form as a file, to carry it from one organisation to another.</summary>
/// <param name="Kind">Always <see cref="Mark"/>: tells such a file from others.</param>
public sealed record FormFile(string Kind, string Name, FormContent Content)
{
    public const string Mark = "imcc-quality-form-1";
}
