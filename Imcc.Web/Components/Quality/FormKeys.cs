using System.Globalization;

namespace Imcc.Web.Components.Quality;

/// <summary>Ids of new parts of a form: short, and unlike any that there is.</summary>
internal static class FormKeys
{
    public static string New(FormDraft form)
    {
        var taken = form.AllSections().Select(s => s.Id).Concat(form.AllQuestions().Select(q => q.Id)).ToHashSet(StringComparer.Ordinal);
        for (var i = taken.Count + 1; ; i++)
        {
            var key = "k" + i.ToString(CultureInfo.InvariantCulture);
            if (!taken.Contains(key))
                return key;
        }
    }
}
