namespace Imcc.Core.Knowledge;

/// <summary>A node of the category tree.</summary>
/// <param name="OrgUnitId">Whose people may change it; everybody may file under it.</param>
/// <param name="Position">Its place among its siblings.</param>
public sealed record ArticleCategory(Guid Id, Guid? ParentId, string Name, Guid OrgUnitId, int Position = 0);
