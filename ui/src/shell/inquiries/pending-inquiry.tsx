/** The oldest question of a server that waits for an answer, pinned above the views like a prompt. */
import { useInquiries } from "../queries";
import { InquiryCard } from "./inquiry-card";

export function PendingInquiry() {
  const inquiries = useInquiries().data ?? [];
  const oldest = inquiries[0];
  if (!oldest) return null;
  return <InquiryCard key={oldest.id} inquiry={oldest} waiting={inquiries.length} />;
}
