using System.Globalization;

namespace Imcc.Web.Components;

/// <summary>
/// The language of a circuit. What is pushed into a component from outside runs with the culture of whoever pushed, so it is
/// put back before anything is rendered.
/// </summary>
public readonly record struct CircuitCulture(CultureInfo Format, CultureInfo Texts)
{
    public static CircuitCulture Current => new(CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);

    public void Restore()
    {
        CultureInfo.CurrentCulture = Format;
        CultureInfo.CurrentUICulture = Texts;
    }
}
