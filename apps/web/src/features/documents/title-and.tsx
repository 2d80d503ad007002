/** "Physiotherapy plan is in the trash": the title in the voice of the paper, what the portal says of it in its own. */
export function TitleAnd({ title, words }: { title: string; words: string }) {
  return (
    <>
      <bdi className="font-serif font-title">{title}</bdi> {words}
    </>
  );
}
