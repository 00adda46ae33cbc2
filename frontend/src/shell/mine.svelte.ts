/** Whether the list of one's own runs and uploads is open: the header opens it, and so does a limit that was reached. */
class Mine {
  open = $state(false)
}

export const mine = new Mine()
