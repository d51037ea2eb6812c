"""What Google asks of structured data before it shows more than a plain result.

After the pages of "Structured data markup that Google Search supports" in Google Search Central,
as of 2026; each row names its page there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wants:
    """The properties that a type has to have; of each group of alternatives, one.

    ``inside`` if it holds wherever the type stands, not only for a thing of its own.
    """

    page: str
    required: tuple[str, ...]
    inside: bool = False


WANTS: Mapping[str, Wants] = {
    "LocalBusiness": Wants("Local business (LocalBusiness)", ("name", "address")),
    "BreadcrumbList": Wants("Breadcrumb (BreadcrumbList)", ("itemListElement",)),
    "VideoObject": Wants("Video (VideoObject)", ("name", "thumbnailUrl", "uploadDate")),
    "FAQPage": Wants("FAQ (FAQPage)", ("mainEntity",)),
    "QAPage": Wants("Q&A (QAPage)", ("mainEntity",)),
    "Question": Wants("FAQ (FAQPage)", ("name", "acceptedAnswer|suggestedAnswer"), inside=True),
    "Answer": Wants("FAQ (FAQPage)", ("text",), inside=True),
    "Event": Wants("Event (Event)", ("name", "startDate", "location")),
    "Course": Wants("Course list (Course)", ("name", "description")),
    "Product": Wants("Product snippet (Product)", ("name", "offers|review|aggregateRating")),
    "JobPosting": Wants(
        "Job posting (JobPosting)",
        ("title", "description", "datePosted", "hiringOrganization", "jobLocation|jobLocationType"),
    ),
    "Recipe": Wants("Recipe (Recipe)", ("name", "image")),
    "SoftwareApplication": Wants(
        "Software app (SoftwareApplication)", ("name", "offers", "aggregateRating|review")
    ),
    "ImageObject": Wants(
        "Image metadata (ImageObject)",
        ("contentUrl", "creator|creditText|copyrightNotice|license"),
    ),
    "Dataset": Wants("Dataset (Dataset)", ("name", "description")),
    "ProfilePage": Wants("Profile page (ProfilePage)", ("mainEntity",)),
    "Review": Wants(
        "Review snippet (Review, AggregateRating)",
        ("author", "reviewRating"),
        inside=True,
    ),
    "AggregateRating": Wants(
        "Review snippet (Review, AggregateRating)",
        ("ratingValue", "ratingCount|reviewCount"),
        inside=True,
    ),
}
