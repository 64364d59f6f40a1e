using System.Globalization;

namespace Imcc.Web.Components.Desk;

/// <summary>Languages by name, in the language of the screen.</summary>
public static class LanguageNames
{
    public static string Of(string? code)
    {
        if (string.IsNullOrEmpty(code))
            return "";
        try
        {
            return CultureInfo.GetCultureInfo(code).DisplayName;
        }
        catch (CultureNotFoundException)
        {
            return code;
        }
    }
}
